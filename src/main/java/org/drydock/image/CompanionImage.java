package org.drydock.image;

/**
 * An image that comes with another one and is not serviced with it: the recovery environment
 * (WinRE) inside each index, or the boot.wim of an upgrade package.
 *
 * @param name as people know it, with the index where there are several
 * @param version of Windows in it; null where its file cannot be read
 */
public record CompanionImage(String name, String version) {}
