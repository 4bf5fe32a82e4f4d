/** Who may send which request: login, API tokens, requests from other sites. */
package org.drydock.web.security;
