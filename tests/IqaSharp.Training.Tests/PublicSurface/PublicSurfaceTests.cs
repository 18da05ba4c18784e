using System.Reflection;
using IqaSharp.Core;
using IqaSharp.Extensions;
using IqaSharp.Tests;
using IqaSharp.Training.Torch;
using Xunit;

namespace IqaSharp.Training.Tests.PublicSurface;

/// <summary>What the libraries publish is what <c>PublicSurface.txt</c> beside each project says, so that a change of it is seen in review.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_library_publishes_what_is_listed() => AssertListed(typeof(Tensor).Assembly, "IqaSharp");

    [Fact]
    public void The_extensions_publish_what_is_listed() => AssertListed(typeof(MetricService).Assembly, "IqaSharp.Extensions");

    [Fact]
    public void Training_publishes_what_is_listed() => AssertListed(typeof(TorchNet).Assembly, "IqaSharp.Training");

    private static void AssertListed(Assembly assembly, string project)
    {
        var file = Path.Combine(Repository.Root, "src", project, "PublicSurface.txt");
        var actual = Surface.Of(assembly);
        if (Environment.GetEnvironmentVariable("IQA_WRITE_SURFACE") == "1")
        {
            File.WriteAllLines(file, actual);
        }

        var listed = File.ReadAllLines(file);
        Assert.True(
            actual.SequenceEqual(listed),
            $"The public surface of {project} changed. If that is meant, run this test with IQA_WRITE_SURFACE=1 and commit the file.\n"
            + string.Join('\n', [.. listed.Except(actual).Select(line => "- " + line), .. actual.Except(listed).Select(line => "+ " + line)]));
    }
}
