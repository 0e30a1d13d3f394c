package dev.wirelab.lab.config;

import dev.wirelab.transports.redis.RedisUrl;

/// The log in Redis.
///
/// @param url where it is
/// @param sharesSecret whether the secret that signs tokens is there too; otherwise each node is
///   given it
public record RedisOptions(RedisUrl url, boolean sharesSecret) {}
