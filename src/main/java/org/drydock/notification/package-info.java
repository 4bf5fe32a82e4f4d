/** Tells people and programs what became of runs, schedules and sources: by webhook and e-mail. */
package org.drydock.notification;
