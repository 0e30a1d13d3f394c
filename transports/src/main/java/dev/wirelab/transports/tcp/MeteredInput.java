package dev.wirelab.transports.tcp;

import dev.wirelab.transports.Bill;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what is read from a socket.
final class MeteredInput extends FilterInputStream {
    private final Bill bill;

    MeteredInput(InputStream in, Bill bill) {
        super(in);
        this.bill = bill;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            bill.in(new byte[] {(byte) read}, 0, 1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            bill.in(bytes, offset, read);
        }
        return read;
    }
}
