namespace IqaSharp.Server.Limits;

/// <summary>An uploaded file in memory. It grows with what arrives, not with what is announced, and its bytes count in the <see cref="MemoryBudget"/> until it is disposed of.</summary>
/// <param name="budget">Where they count.</param>
/// <param name="most">The most bytes it may have.</param>
internal sealed class HeldBody(MemoryBudget budget, long most) : IDisposable
{
    private const int FirstPiece = 1 << 14;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>What has arrived.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The refusal of a body of more bytes.</summary>
    public static BadHttpRequestException TooLarge(long most) => new($"the body is larger than {most} bytes", StatusCodes.Status413PayloadTooLarge);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="BadHttpRequestException">There is more than it may have.</exception>
    /// <exception cref="ServerBusyException">The budget is spent.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _bytes.Length)
            {
                Grow();
            }

            var read = await stream.ReadAsync(_bytes.AsMemory(_length), cancellation);
            if (read == 0)
            {
                return;
            }

            _length += read;
            if (_length > most)
            {
                throw TooLarge(most);
            }
        }
    }

    public void Dispose()
    {
        budget.Return(_bytes.Length);
        (_bytes, _length) = ([], 0);
    }

    private void Grow()
    {
        var size = (int)Math.Min(Math.Max(FirstPiece, 2L * _bytes.Length), most + 1);
        budget.Take(size - _bytes.Length);
        Array.Resize(ref _bytes, size);
    }
}
