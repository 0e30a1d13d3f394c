package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the data of events out of an event stream (WHATWG HTML §9.2.6): lines end with LF, CR or
/// CRLF, an empty line ends an event, and comments and other fields are skipped.
final class EventStreamDecoder extends ByteToMessageDecoder {
    private static final String DATA = "data";

    private final int maxBytes;
    private @Nullable ByteBuf data;
    private int scanned;
    private boolean afterReturn;

    EventStreamDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (afterReturn) {
            afterReturn = false;
            if (in.getByte(in.readerIndex()) == '\n') {
                in.skipBytes(1);
                return;
            }
        }
        int start = in.readerIndex();
        int from = start + scanned;
        int end = in.forEachByte(from, in.writerIndex() - from, ByteProcessor.FIND_CRLF);
        int length = (end < 0 ? in.writerIndex() : end) - start;
        if (length + (data == null ? 0 : data.readableBytes()) > maxBytes) {
            throw new TooLongFrameException("an event of more than " + maxBytes + " bytes");
        }
        if (end < 0) {
            scanned = length;
            return;
        }
        scanned = 0;
        afterReturn = in.getByte(end) == '\r';
        if (length > 0) {
            field(in.slice(start, length));
        } else if (data != null) {
            out.add(data);
            data = null;
        }
        in.readerIndex(end + 1);
    }

    private void field(ByteBuf line) {
        int colon = line.bytesBefore((byte) ':');
        int name = colon < 0 ? line.readableBytes() : colon;
        if (name != DATA.length()
                || !DATA.contentEquals(line.getCharSequence(0, name, StandardCharsets.US_ASCII))) {
            return;
        }
        int value = Math.min(name + 1, line.readableBytes());
        if (value < line.readableBytes() && line.getByte(value) == ' ') {
            value++;
        }
        ByteBuf more = line.retainedSlice(value, line.readableBytes() - value);
        data =
                data == null
                        ? more
                        : Unpooled.wrappedBuffer(
                                data, Unpooled.copiedBuffer("\n", StandardCharsets.US_ASCII), more);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (data != null) {
            data.release();
            data = null;
        }
    }
}
