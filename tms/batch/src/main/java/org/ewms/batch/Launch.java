package org.ewms.batch;

import java.util.List;

/** How a job becomes a pilot. */
public sealed interface Launch {
    /**
     * A program that the job's machine has.
     *
     * @param words program and arguments, not empty; met by no shell
     */
    record Command(List<String> words) implements Launch {
        public Command {
            words = List.copyOf(words);
            if (words.isEmpty() || words.getFirst().isBlank()) {
                throw new IllegalArgumentException("a pilot's command must begin with a program");
            }
        }
    }

    /**
     * A container image whose own entry point is the pilot and reads the job's environment file, as the Python pilot's image does.
     *
     * @param name path or address of the image
     */
    record Image(String name) implements Launch {
        public Image {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a pilot's image must have a name");
            }
        }
    }
}
