package org.drydock.site;

/** The database could not be reached for a while and can be again. */
public record DatabaseReturned() {}
