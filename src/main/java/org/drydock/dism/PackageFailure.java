package org.drydock.dism;

/**
 * One package that DISM could not handle, of perhaps several in one call.
 *
 * @param packageName its identity, or the path of its file
 * @param code normalised as {@link DismCode#normalise}
 * @param sentence DISM's own words
 */
public record PackageFailure(String packageName, int code, String sentence) {}
