using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using Xunit;

namespace IqaSharp.Tests.Evaluation.ScoreFiles;

public sealed class ShareTests
{
    [Fact]
    public void Every_image_is_in_one_share_and_shares_are_balanced()
    {
        var shares = Enumerable.Range(1, 16).Select(number => new Share(number, 16)).ToList();
        var counts = new int[16];
        for (var i = 0; i < 16_000; i++)
        {
            counts[Assert.Single(shares, share => share.Contains($"images/{i:00000}.png")).Number - 1]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 850, 1150)); // 1000 ± 5 standard deviations
    }

    /// <summary>Which share an image is in must never change between versions: merged parts would lack it.</summary>
    [Theory, InlineData("photos/a.jpg"), InlineData("archive.tar#0001.jpg"), InlineData("ß.png")]
    public void A_share_is_the_hash_of_the_path(string path)
    {
        var hash = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(path)));
        Assert.True(new Share((int)(hash % 7) + 1, 7).Contains(path));
    }

    [Theory, InlineData("3/16", 3, 16), InlineData("1/1", 1, 1)]
    public void A_share_is_read(string text, int number, int count)
    {
        Assert.Equal(new Share(number, count), Share.Parse(text));
        Assert.Equal(text, Share.Parse(text).ToString());
    }

    [Theory, InlineData("0/16"), InlineData("17/16"), InlineData("3"), InlineData("a/b"), InlineData("-1/2"), InlineData("1/2/3"), InlineData("")]
    public void What_is_no_share_is_refused(string text) => Assert.Throws<BadInputException>(() => Share.Parse(text));

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=3;SLURM_ARRAY_TASK_COUNT=16;SLURM_ARRAY_TASK_MIN=1;SLURM_ARRAY_TASK_MAX=16", "auto", "3/16")]
    [InlineData("SLURM_ARRAY_TASK_ID=0;SLURM_ARRAY_TASK_COUNT=16;SLURM_ARRAY_TASK_MIN=0;SLURM_ARRAY_TASK_MAX=15", "auto", "1/16")]
    [InlineData("SLURM_ARRAY_TASK_ID=5;SLURM_ARRAY_TASK_COUNT=3;SLURM_ARRAY_TASK_MIN=1;SLURM_ARRAY_TASK_MAX=5;SLURM_ARRAY_TASK_STEP=2", "auto", "3/3")]
    [InlineData("SLURM_ARRAY_TASK_ID=7;SLURM_ARRAY_TASK_COUNT=2;SLURM_ARRAY_TASK_MIN=3;SLURM_ARRAY_TASK_MAX=7", "auto/16", "7/16")]
    [InlineData("JOB_COMPLETION_INDEX=0;IQA_SHARDS=4", "auto", "1/4")]
    [InlineData("JOB_COMPLETION_INDEX=3", "auto/4", "4/4")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=2;AWS_BATCH_JOB_ARRAY_SIZE=5", "auto", "3/5")]
    [InlineData("", "2/5", "2/5")]
    public void A_share_is_read_from_what_schedulers_set(string variables, string text, string expected)
    {
        var (share, source) = ShareVariables.Read(text, Variables(variables));
        Assert.Equal(expected, share.ToString());
        Assert.Equal(variables.Length > 0, source is not null);
    }

    /// <summary>A part of an array, as when failed tasks are submitted again, has another count: its shares would be others.</summary>
    [Theory]
    [InlineData("", "auto")]
    [InlineData("JOB_COMPLETION_INDEX=0", "auto")]
    [InlineData("JOB_COMPLETION_INDEX=4", "auto/4")]
    [InlineData("SLURM_ARRAY_TASK_ID=7;SLURM_ARRAY_TASK_COUNT=2;SLURM_ARRAY_TASK_MIN=3;SLURM_ARRAY_TASK_MAX=7", "auto")]
    [InlineData("SLURM_ARRAY_TASK_ID=x;SLURM_ARRAY_TASK_COUNT=2", "auto")]
    [InlineData("", "auto/x")]
    public void A_share_that_is_not_certain_is_refused(string variables, string text) => Assert.Throws<BadInputException>(() => ShareVariables.Read(text, Variables(variables)));

    private static Func<string, string?> Variables(string text)
    {
        var variables = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
