package org.drydock.dism;

/**
 * A call that changed something and has nothing to tell.
 *
 * @param restartRequired DISM ended with 3010: done, effective after a restart; an offline image
 *     does that restart when it is first started
 */
public record Done(boolean restartRequired) {}
