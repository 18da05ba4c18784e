using IqaSharp.Training.Progress;
using Xunit;

namespace IqaSharp.Training.Tests.Progress;

public sealed class ValidationTests
{
    [Fact]
    public void The_best_epoch_is_chosen_by_people_first_and_then_by_all_that_is_known_of_restorations()
    {
        var restorations = new Validation(null, null, null, 0.8, 0) { PerReference = 0.6 };
        Assert.Equal(0.7, restorations.Merit, 1e-12);
        Assert.Equal(0.8, (restorations with { PerReference = null }).Merit);
        Assert.Equal(0.5, (restorations with { Srcc = 0.5 }).Merit);
    }
}
