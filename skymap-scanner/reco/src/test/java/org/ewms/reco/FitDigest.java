package org.ewms.reco;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;

/** Prints one digest of the bits of many fits of a simulated event: equal wherever, and however, it runs. */
public final class FitDigest {
    private FitDigest() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(digest());
    }

    static String digest() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var event = Events.track(2);
        for (String name : List.of("spe", "mpe", "cascade")) {
            var prepared = Reconstructions.named(name).prepare(event.pulses(), Events.GEOMETRY, Map.of());
            var random = new SplittableRandom(1);
            for (int k = 0; k < (name.equals("cascade") ? 1 : 30); k++) {
                var direction = new Direction(StrictMath.acos(random.nextDouble(-1, 1)), random.nextDouble(6.28));
                var fit = prepared.fit(new FitRequest(direction, prepared.seed(), k % prepared.variations(), k));
                Position p = fit.vertex().position();
                var bytes = ByteBuffer.allocate(48);
                bytes.putDouble(fit.llh()).putDouble(p.x()).putDouble(p.y()).putDouble(p.z());
                bytes.putDouble(fit.vertex().time()).putDouble(fit.lossesTotal());
                digest.update(bytes.array());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
