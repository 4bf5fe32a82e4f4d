/**
 * A servicing run: its plan, its results per image, index and update, its staging area and its log.
 */
package org.drydock.servicing;
