package org.drydock.engine;

/**
 * A process instance was deleted before it came to an end: in Cockpit, through the engine's REST
 * interface, or together with the instance that called it. Published inside the transaction that
 * deletes it; none of the model's clean-up steps runs.
 *
 * @param processKey the key of its process definition
 * @param businessKey null where the instance has none yet
 */
public record InstanceDeleted(String processInstanceId, String processKey, String businessKey) {}
