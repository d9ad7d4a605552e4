/** A deployed function with its bucket: open connections, and what may run there at once. */
package dev.dml.aws.deployment;
