package org.ewms.batch;

/**
 * A file that a submission writes.
 *
 * @param name within the taskforce's directory
 * @param content UTF-8
 * @param secret whether its content must not be shown
 * @param executable whether it is a program
 */
public record PlannedFile(String name, String content, boolean secret, boolean executable) {
    /** The content for people to see. */
    public String shown() {
        return secret ? "(secret, " + content.length() + " characters)\n" : content;
    }

    /** Tells no content. */
    @Override
    public String toString() {
        return "PlannedFile[" + name + "]";
    }
}
