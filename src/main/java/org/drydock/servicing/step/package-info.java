/** One class per service task of the BPMN processes. */
package org.drydock.servicing.step;
