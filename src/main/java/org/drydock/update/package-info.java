/** Software updates: catalogue, sources, content library, package metadata and applicability. */
package org.drydock.update;
