using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>
/// A connection with a tap on its transport. If TLS is used, it replaces the transport by one that carries the
/// decrypted bytes, and the tap moves there. The tap thus always sees what the HTTP parser reads and writes.
/// </summary>
internal sealed class TappedConnection : ConnectionContext
{
    private readonly ConnectionContext _connection;
    private IDuplexPipe _transport;

    public TappedConnection(ConnectionContext connection)
    {
        _connection = connection;
        Transport = connection.Transport;
    }

    public override IDuplexPipe Transport
    {
        get => _transport;
        [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_transport))]
        set
        {
            var tap = new ConnectionTap();
            _connection.Features.Set(tap);
            _connection.Transport = value;
            _transport = new TappedTransport(new TappedReader(value.Input, tap), new TappedWriter(value.Output, tap));
        }
    }

    public override string ConnectionId
    {
        get => _connection.ConnectionId;
        set => _connection.ConnectionId = value;
    }

    public override IFeatureCollection Features => _connection.Features;

    public override IDictionary<object, object?> Items
    {
        get => _connection.Items;
        set => _connection.Items = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _connection.ConnectionClosed;
        set => _connection.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _connection.LocalEndPoint;
        set => _connection.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _connection.RemoteEndPoint;
        set => _connection.RemoteEndPoint = value;
    }

    public override void Abort(ConnectionAbortedException abortReason) => _connection.Abort(abortReason);

    public override void Abort() => _connection.Abort();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private sealed record TappedTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Passes on the bytes that are read, and tells the tap which of them were consumed.</summary>
    private sealed class TappedReader(PipeReader reader, ConnectionTap tap) : PipeReader
    {
        private ReadOnlySequence<byte> _read;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var reading = reader.ReadAsync(cancellationToken);
            if (!reading.IsCompletedSuccessfully)
            {
                return AwaitAsync(reading);
            }

            var result = reading.Result;
            _read = result.Buffer;
            return new ValueTask<ReadResult>(result);
        }

        // This runs once for every request on a busy connection, so its state machine is pooled.
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> reading)
        {
            var result = await reading;
            _read = result.Buffer;
            return result;
        }

        public override bool TryRead(out ReadResult result)
        {
            var read = reader.TryRead(out result);
            _read = read ? result.Buffer : _read;
            return read;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            if (tap.WantsRequest)
            {
                // F2: the tap gets exactly the bytes that Kestrel's parser has consumed.
                tap.Consumed(_read.Slice(_read.Start, consumed));
            }

            _read = default;
            reader.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => reader.CancelPendingRead();

        public override void Complete(Exception? exception = null) => reader.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => reader.CompleteAsync(exception);
    }

    /// <summary>Passes on the bytes that are written, and tells the tap.</summary>
    private sealed class TappedWriter(PipeWriter writer, ConnectionTap tap) : PipeWriter
    {
        private Memory<byte> _open;

        public override bool CanGetUnflushedBytes => writer.CanGetUnflushedBytes;

        public override long UnflushedBytes => writer.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _open = writer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            if (tap.IsKeeping)
            {
                tap.Written(_open.Span[..bytes]);
                _open = _open[bytes..];
            }

            writer.Advance(bytes);
        }

        public override ValueTask<FlushResult> WriteAsync(
            ReadOnlyMemory<byte> source,
            CancellationToken cancellationToken = default
        )
        {
            if (tap.IsKeeping)
            {
                tap.Written(source.Span);
            }

            return writer.WriteAsync(source, cancellationToken);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            writer.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => writer.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => writer.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => writer.CompleteAsync(exception);
    }
}
