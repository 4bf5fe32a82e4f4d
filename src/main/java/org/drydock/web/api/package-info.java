/** The REST interface: asks a service, renders JSON. No logic, no Camunda. */
package org.drydock.web.api;
