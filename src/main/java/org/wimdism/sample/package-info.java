/** Makes synthetic Windows images and update packages to try and test servicing with. */
package org.wimdism.sample;
