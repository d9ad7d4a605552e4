/**
 * What a client needs of AWS, on this machine: an Invoke endpoint that runs the packaged function
 * in processes of its own, and an S3 server.
 */
package dev.dml.localcloud;
