/** Durable long-running work behind a BPMN wait state. */
package org.drydock.operation;
