using System.Reflection;
using System.Runtime.Loader;
using IqaSharp.Metrics;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>A build of the library: this one, or that of another checkout, loaded beside it into the same process. Both use the same native libraries.</summary>
internal sealed class Library
{
    private readonly Assembly _assembly;

    private Library(string checkout, Assembly assembly) => (Checkout, _assembly) = (checkout, assembly);

    /// <summary>The folder of the checkout.</summary>
    public string Checkout { get; }

    /// <summary>Whether metrics can be told to trade exactness for speed.</summary>
    public bool HasPrecision => Type("IqaSharp.Metrics.MetricOptions").GetProperty("Precision") is not null;

    /// <summary>This build.</summary>
    public static Library Own() => new(Photographs.Root, typeof(Metric).Assembly);

    /// <summary>The build that <c>./iqa</c> made in a checkout.</summary>
    public static Library Of(string checkout)
    {
        var path = Path.Combine(Path.GetDirectoryName(CommandRun.Program(checkout))!, "IqaSharp.dll");
        return new(Path.GetFullPath(checkout), new Beside(path).LoadFromAssemblyPath(path));
    }

    /// <summary>The shipped model of a name, as it is in the checkout; a path and the name of a classical metric stay as they are.</summary>
    public string Model(string name) => Path.Combine(Checkout, "models", $"{name}.safetensors") is var shipped && File.Exists(shipped) ? shipped : name;

    /// <summary>Loads a metric.</summary>
    /// <param name="model">A shipped model, or a path.</param>
    /// <param name="options">Values of properties of <c>MetricOptions</c>, by name; enumerations by the name of the value.</param>
    public LoadedMetric Load(string model, params (string Name, object Value)[] options)
    {
        var settings = Activator.CreateInstance(Type("IqaSharp.Metrics.MetricOptions"))!;
        foreach (var (name, value) in options)
        {
            var property = settings.GetType().GetProperty(name)!;
            property.SetValue(settings, property.PropertyType.IsEnum ? Enum.Parse(property.PropertyType, (string)value) : value);
        }

        return new LoadedMetric(Type("IqaSharp.Metrics.Metric").GetMethod("Load")!.Invoke(null, [Model(model), settings])!, Type("IqaSharp.Metrics.ImagePair"));
    }

    private Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;

    private sealed class Beside(string library) : AssemblyLoadContext("before")
    {
        private readonly string _folder = Path.GetDirectoryName(library)!;

        // What this process has is shared; only the library itself is another.
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                return Default.LoadFromAssemblyName(assemblyName);
            }
            catch (FileNotFoundException)
            {
                var own = Path.Combine(_folder, $"{assemblyName.Name}.dll");
                return File.Exists(own) ? LoadFromAssemblyPath(own) : null;
            }
        }
    }
}
