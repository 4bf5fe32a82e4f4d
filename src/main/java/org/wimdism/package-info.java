/** wimdism: a program that talks like DISM and services WIM files without Windows. */
package org.wimdism;
