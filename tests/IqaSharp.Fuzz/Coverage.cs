using SharpFuzz;

namespace IqaSharp.Fuzz;

/// <summary>One target under libFuzzer or AFL++, which see the branches that an input takes. README.md says how.</summary>
internal static class Coverage
{
    public static void Run(Target target)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("iqa-fuzz-").FullName, "input" + target.Extension);
        Fuzzer.LibFuzzer.Run(input =>
        {
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
