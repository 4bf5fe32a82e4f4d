package org.wimdism.cli;

import java.nio.file.Path;
import java.util.Map;
import org.wimdism.wim.MountRegistry;

/**
 * What a command works with.
 *
 * @param scratch an existing folder for temporary files
 */
record Session(
    MountRegistry registry,
    Output output,
    Log log,
    Path scratch,
    Map<String, String> environment) {}
