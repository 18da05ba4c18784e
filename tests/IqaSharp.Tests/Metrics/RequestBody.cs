namespace IqaSharp.Tests.Metrics;

/// <summary>A stream as ASP.NET gives a request's body: it cannot be sought, and is read asynchronously alone, a little at a time.</summary>
internal sealed class RequestBody(byte[] content) : Stream
{
    private const int LargestPiece = 4096;

    private int _at;

    /// <summary>The bytes that were read.</summary>
    public int BytesRead => _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var piece = content.AsMemory(_at, Math.Min(Math.Min(LargestPiece, buffer.Length), content.Length - _at));
        piece.CopyTo(buffer);
        _at += piece.Length;
        return piece.Length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
