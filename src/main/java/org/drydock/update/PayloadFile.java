package org.drydock.update;

import java.net.URI;

/**
 * A file that belongs to an update, as a catalogue describes it.
 *
 * @param fileName as the catalogue writes it, without a folder
 * @param size in bytes
 * @param sha1 lower-case hexadecimal
 * @param sha256 lower-case hexadecimal, or null where the catalogue gives none
 * @param url where the publisher has it, or null where the catalogue gives none
 */
public record PayloadFile(String fileName, long size, String sha1, String sha256, URI url) {}
