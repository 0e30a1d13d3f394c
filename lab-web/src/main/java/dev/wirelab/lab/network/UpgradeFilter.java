package dev.wirelab.lab.network;

import java.io.ByteArrayOutputStream;

/// Forwards requests without `Upgrade`, as proxies do by default: it concerns one hop (RFC 9110
/// §7.6.1).
final class UpgradeFilter implements ByteFilter, HttpMessages.Parts {
    private static final String HOP_BY_HOP = "(?im)^(?:upgrade|connection|keep-alive):.*\r\n";

    private final HttpMessages requests = new HttpMessages(this);
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

    @Override
    public byte[] pass(byte[] bytes) {
        passed.reset();
        requests.read(bytes);
        return passed.toByteArray();
    }

    @Override
    public byte[] rest() {
        return requests.rest();
    }

    @Override
    public void head(String head) {
        passed.writeBytes(HttpMessages.bytes(head.replaceAll(HOP_BY_HOP, "")));
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        passed.write(bytes, from, to - from);
    }

    @Override
    public void complete() {}
}
