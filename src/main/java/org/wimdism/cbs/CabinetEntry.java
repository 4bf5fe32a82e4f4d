package org.wimdism.cbs;

/**
 * A file in a cabinet.
 *
 * @param name as stored, with {@code /} between folders
 * @param size in bytes, unpacked
 */
record CabinetEntry(String name, long size) {}
