/** Who changed what, when: written for every call that changes something, shown and filtered. */
package org.drydock.web.audit;
