package org.drydock.update;

/**
 * A file that is wanted and not in the content library.
 *
 * @param sha1 null where it is not known
 * @param sha256 null where it is not known
 * @param url null where no address is known
 * @param wantedFor what a person knows it by; null where nothing is known
 */
public record CarriedFile(
    String fileName, long size, String sha1, String sha256, String url, String wantedFor) {}
