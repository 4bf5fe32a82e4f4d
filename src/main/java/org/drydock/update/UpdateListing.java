package org.drydock.update;

/**
 * An update as a list shows it.
 *
 * @param supersededBy the id of the update that supersedes it, or null
 */
public record UpdateListing(SoftwareUpdate update, String supersededBy) {}
