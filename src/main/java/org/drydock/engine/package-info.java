/**
 * The Camunda engine: configuration, guards, process deployment, and the one facade that starts,
 * correlates and reads processes.
 */
package org.drydock.engine;
