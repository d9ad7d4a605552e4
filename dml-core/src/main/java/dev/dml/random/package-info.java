/** Seeds that belong to a name, never to the order of calls. */
package dev.dml.random;
