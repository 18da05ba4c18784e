using IqaSharp.Models;
using IqaSharp.Training.Tasks;
using Xunit;

namespace IqaSharp.Training.Tests.Tasks;

public sealed class TrainingArchitectureTests
{
    /// <summary>A name that the library does not know would fail here.</summary>
    [Fact]
    public void Every_network_that_can_be_trained_is_one_of_the_librarys()
    {
        Assert.Equal(TrainingArchitecture.All.Count, TrainingArchitecture.All.Select(architecture => architecture.Name).Distinct().Count());
        Assert.All(TrainingArchitecture.All, architecture => Assert.NotNull(Model.ConfigurationOf(new ModelCard { Name = "test", Architecture = architecture.Name, Configuration = [] }, "test")));
    }
}
