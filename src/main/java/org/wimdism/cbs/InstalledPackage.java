package org.wimdism.cbs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A package as the image records it.
 *
 * @param visible whether it is listed; parts of other packages are not
 * @param owners identities of the packages it belongs to
 */
public record InstalledPackage(
    Identity identity,
    PackageState state,
    boolean visible,
    Optional<Instant> installTime,
    String installClient,
    String installName,
    List<String> owners) {}
