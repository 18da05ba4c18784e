using SharpFuzz;

namespace IqaSharp.Fuzz;

/// <summary>One target under libFuzzer or AFL++, which see the branches that an input takes. README.md says how.</summary>
internal static class Coverage
{
    public static void Run(string name)
    {
        var folder = Directory.CreateTempSubdirectory("iqa-fuzz-").FullName;
        Fuzzer.LibFuzzer.Run(input =>
        {
            // Not before: code with counters may run only once libFuzzer has handed over the memory that they are in.
            var target = Targets.All.First(target => target.Name == name);
            var path = Path.Combine(folder, "input" + target.Extension);
            File.WriteAllBytes(path, input.ToArray());
            try
            {
                target.Read(path);
            }
            catch (Exception e) when (Targets.IsTyped(e))
            {
                // refused
            }
        });
    }
}
