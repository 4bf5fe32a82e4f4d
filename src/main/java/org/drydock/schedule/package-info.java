/** Servicing schedules: when, how often, which images and which updates. */
package org.drydock.schedule;
