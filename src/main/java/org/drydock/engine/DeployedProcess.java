package org.drydock.engine;

import java.time.Instant;

/**
 * A version of a process model in the engine.
 *
 * @param id of the version, unique
 * @param key the model's id, the same for all of its versions
 * @param name its label; the key where it has none
 * @param version 1 for the first one
 * @param description what it is for, in words; empty where the model does not say
 */
public record DeployedProcess(
    String id, String key, String name, int version, Instant deployedAt, String description) {}
