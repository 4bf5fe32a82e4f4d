package org.drydock.site;

import java.time.Instant;

/**
 * Something that somebody changed, or tried to change.
 *
 * @param action in words, such as "Import image"
 * @param object to what it was done, such as an image's id; null where that is clear
 * @param done whether it was done, or refused
 * @param reason why it was refused; null otherwise
 */
public record AuditEntry(
    long id,
    Instant time,
    String user,
    String action,
    String object,
    boolean done,
    String reason) {}
