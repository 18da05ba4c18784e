using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>Reads a Python pickle of tensors, numbers, strings and plain containers. It never runs code, whatever the pickle requests.</summary>
/// <remarks>CPython's Lib/pickletools.py lists the operations. Every length is checked against the rest of the file.
/// Time and memory are proportional to the pickle's length (some 100 bytes for each of its own), and nothing recurses.</remarks>
/// <param name="source">The file's name, for messages.</param>
/// <param name="bytes">Bytes that begin with a pickle.</param>
internal sealed class Unpickler(string source, ReadOnlyMemory<byte> bytes)
{
    private const int LongestPickle = 1 << 26; // that of a large network and its optimiser has 3 MB

    private static readonly object Mark = new();

    private readonly ReadOnlyMemory<byte> _bytes = bytes[..Math.Min(bytes.Length, LongestPickle)];
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private readonly Dictionary<string, PickledStorage> _storages = [];

    private long _copied;

    /// <summary>The storages that the object refers to, by key.</summary>
    public IReadOnlyDictionary<string, PickledStorage> Storages => _storages;

    /// <summary>The number of bytes read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the object, and advances <see cref="Position"/> past it.</summary>
    /// <exception cref="BadWeightsException">The pickle is damaged, or requests something that is refused.</exception>
    public object? Load()
    {
        try
        {
            while (true)
            {
                var operation = (char)Take(1)[0];
                if (operation == '.')
                {
                    return Pop();
                }

                Execute(operation);
            }
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidCastException or FormatException or OverflowException)
        {
            throw new BadWeightsException(source, $"its pickle is damaged at byte {Position}: {(e is InvalidDataException ? e.Message : "an operation has the wrong operands")}", e);
        }
    }

    private void Execute(char operation)
    {
        switch (operation)
        {
            // Values
            case 'N': Push(null); break;
            case '\x88': Push(true); break;
            case '\x89': Push(false); break;
            case 'K': Push((long)Take(1)[0]); break;
            case 'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case '\x8a': PushInteger(Take(Take(1)[0])); break;
            case '\x8b': PushInteger(Take(Length(4))); break;
            case 'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case 'X': Push(Text(Length(4))); break;
            case '\x8c': Push(Text(Length(1))); break;
            case '\x8d': Push(Text(Length(8))); break;
            case 'U': Push(Text(Length(1))); break;
            case 'T': Push(Text(Length(4))); break;
            case 'C': Push(Take(Length(1)).ToArray()); break;
            case 'B': Push(Take(Length(4)).ToArray()); break;
            case '\x8e': Push(Take(Length(8)).ToArray()); break;

            // Containers
            case '(': Push(Mark); break;
            case ')': Push(Array.Empty<object?>()); break;
            case ']': Push(new List<object?>()); break;
            case '}': Push(new PickledDictionary()); break;
            case 't': Push(PopToMark()); break;
            case '\x85': Push(Pop(1)); break;
            case '\x86': Push(Pop(2)); break;
            case '\x87': Push(Pop(3)); break;
            case 'l': Push(PopToMark().ToList()); break;
            case 'd': PushDictionary(PopToMark()); break;
            case 'a': Append(Pop(1)); break;
            case 'e': Append(PopToMark()); break;
            case 's': SetItems(Pop(2)); break;
            case 'u': SetItems(PopToMark()); break;

            // The stack and the memo
            case '0': Pop(); break;
            case '1': PopToMark(); break;
            case '2': Push(Peek()); break;
            case 'q': _memo[Take(1)[0]] = Peek(); break;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); break;
            case '\x94': _memo[_memo.Count] = Peek(); break;
            case 'h': Push(Memoised(Take(1)[0])); break;
            case 'j': Push(Memoised(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;

            // Frames of the protocol
            case '\x80': Take(1); break;
            case '\x95': Take(8); break;

            // What Python would call as functions
            case 'c': Push(Global(Line(), Line())); break;
            case '\x93': var parts = Pop(2); Push(Global((string)parts[0]!, (string)parts[1]!)); break;
            case 'Q': PushStorage(TorchGlobals.Storage(Pop() as object?[] ?? throw new InvalidDataException("a storage has no description"))); break;
            case 'R': var call = Pop(2); PushCall((string)call[0]!, (object?[])call[1]!); break;
            case 'b': Pop(); break; // an object's additional attributes

            default: throw new InvalidDataException($"operation 0x{(int)operation:x2} is none that weights need");
        }
    }

    private string Global(string module, string name)
    {
        var global = $"{module}.{name}";
        return TorchGlobals.IsAllowed(global)
            ? global
            : throw new BadWeightsException(source, $"refuses to load '{global}': only tensors and plain containers are read from a pickle");
    }

    private void PushInteger(ReadOnlySpan<byte> littleEndian)
    {
        var value = new BigInteger(littleEndian);
        Push(value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value);
    }

    private void PushStorage(PickledStorage storage)
    {
        _storages.TryAdd(storage.Key, storage);
        Push(storage);
    }

    private void PushCall(string global, object?[] operands)
    {
        // Every call can copy a memoised list: the total of copies is limited to what a pickle of this length can hold.
        _copied += operands is [List<object?> pairs] ? pairs.Count : 0;
        Push(_copied <= _bytes.Length ? TorchGlobals.Call(global, operands) : throw new InvalidDataException("it copies a list without end"));
    }

    private void PushDictionary(object?[] items)
    {
        Push(new PickledDictionary());
        SetItems(items);
    }

    private void Append(object?[] items) => Container<List<object?>>().AddRange(items);

    private void SetItems(object?[] items)
    {
        var dictionary = Container<PickledDictionary>();
        if (items.Length % 2 != 0)
        {
            throw new InvalidDataException("a key has no value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            dictionary.Add(items[i], items[i + 1]);
        }
    }

    private T Container<T>()
        where T : class => Peek() as T ?? throw new InvalidDataException("an item is added to what holds none");

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw new InvalidDataException("the stack is empty");

    private object? Pop()
    {
        var value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] Pop(int count)
    {
        if (_stack.Count < count)
        {
            throw new InvalidDataException("the stack is empty");
        }

        var values = _stack.GetRange(_stack.Count - count, count).ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw new InvalidDataException("a mark is missing");
        }

        var values = Pop(_stack.Count - mark - 1);
        Pop();
        return values;
    }

    private object? Memoised(long key) =>
        _memo.TryGetValue(key, out var value) ? value : throw new InvalidDataException("the memo has no such entry");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - Position)
        {
            throw new InvalidDataException("it ends too early");
        }

        var taken = _bytes.Span.Slice(Position, count);
        Position += count;
        return taken;
    }

    private int Length(int size)
    {
        var field = Take(size);
        var length = size switch
        {
            1 => field[0],
            4 => BinaryPrimitives.ReadUInt32LittleEndian(field),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(field),
        };
        return length <= (ulong)(_bytes.Length - Position) ? (int)length : throw new InvalidDataException("it ends too early");
    }

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        var rest = _bytes.Span[Position..];
        var end = rest.IndexOf((byte)'\n');
        var line = Text(end >= 0 ? end : throw new InvalidDataException("it ends too early"));
        Take(1);
        return line;
    }
}
