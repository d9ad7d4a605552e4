/** Invocations of AWS Lambda: how they are sent, and what comes back. */
package dev.dml.aws.invocation;
