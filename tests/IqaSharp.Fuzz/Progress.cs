using System.IO.MemoryMappedFiles;

namespace IqaSharp.Fuzz;

/// <summary>How far each target is, in a file: it outlives a reader that ends the process, and a later run goes on from it.</summary>
internal sealed class Progress : IDisposable
{
    private const int Fields = 8;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public Progress(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Targets.All.Count * Fields * sizeof(long));
        _view = _file.CreateViewAccessor();
    }

    /// <summary>The number of the input that is being read or is next.</summary>
    public ref long Next(int target) => ref Field(target, 0);

    /// <summary>Inputs that broke a promise.</summary>
    public ref long Findings(int target) => ref Field(target, 1);

    /// <summary>Inputs that were read without an error.</summary>
    public ref long Accepted(int target) => ref Field(target, 2);

    /// <summary>The longest time in microseconds of the processor, and its input.</summary>
    public ref long Slowest(int target) => ref Field(target, 3);

    public ref long SlowestInput(int target) => ref Field(target, 4);

    /// <summary>The most memory in bytes, and its input.</summary>
    public ref long Largest(int target) => ref Field(target, 5);

    public ref long LargestInput(int target) => ref Field(target, 6);

    /// <summary>Time spent, in microseconds.</summary>
    public ref long Spent(int target) => ref Field(target, 7);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private unsafe ref long Field(int target, int field)
    {
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start); // released with the view
        return ref ((long*)start)[(target * Fields) + field];
    }
}
