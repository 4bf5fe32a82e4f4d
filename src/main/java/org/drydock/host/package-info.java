/**
 * Servicing hosts: detached commands with their output and result files, process trees, free space.
 */
package org.drydock.host;
