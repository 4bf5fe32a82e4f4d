package org.drydock.site;

/**
 * What is kept at the site, and how long.
 *
 * @param runs the ended runs of each image; the days hold for the engine's other history too
 * @param versions the versions of each image
 */
public record RetentionRules(RetentionRule runs, RetentionRule versions) {}
