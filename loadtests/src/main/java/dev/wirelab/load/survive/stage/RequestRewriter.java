package dev.wirelab.load.survive.stage;

import dev.wirelab.load.link.proxy.Stage;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Rewrites the head of each request, as a reverse proxy does.
public final class RequestRewriter implements Stage {
    private static final String HOP_BY_HOP = "(?im)^(?:upgrade|connection|keep-alive):.*\r\n";
    private static final String END = "\r\n\r\n";

    private final UnaryOperator<String> rewrite;
    private final HttpBytes kept = new HttpBytes();
    private int body;

    private RequestRewriter(UnaryOperator<String> rewrite) {
        this.rewrite = rewrite;
    }

    /// Forwards no `Upgrade`: it concerns one hop (RFC 9110 §7.6.1).
    public static Stage withoutUpgrade() {
        return new RequestRewriter(head -> head.replaceAll(HOP_BY_HOP, ""));
    }

    /// Speaks HTTP/1.0 to the server, which closes each connection after its response.
    public static Stage http10() {
        return new RequestRewriter(head ->
                head.replaceAll(HOP_BY_HOP, "")
                        .replaceFirst(" HTTP/1.1\r\n", " HTTP/1.0\r\n")
                        .replaceFirst(END + "$", "\r\nConnection: close" + END));
    }

    @Override
    public byte[] pass(boolean up, byte[] bytes) {
        if (!up) {
            return bytes;
        }
        HttpBytes passed = new HttpBytes();
        kept.add(bytes);
        while (kept.size() > 0) {
            if (body == 0) {
                Optional<String> head = kept.head();
                if (head.isEmpty()) {
                    break;
                }
                kept.take(head.get().length());
                body = HttpBytes.bodyLength(head.get());
                passed.add(HttpBytes.bytes(rewrite.apply(head.get())));
            }
            int part = Math.min(body, kept.size());
            passed.add(kept.take(part));
            body -= part;
        }
        return passed.takeAll();
    }
}
