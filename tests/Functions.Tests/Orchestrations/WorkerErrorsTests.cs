using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class WorkerErrorsTests
{
    public static TheoryData<InferenceErrorCode> Codes { get; } = [.. Enum.GetValues<InferenceErrorCode>().Where(code => code != InferenceErrorCode.JobUnmarked)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_error_of_the_worker_keeps_its_name(InferenceErrorCode code) =>
        Assert.Equal(code.ToString(), WorkerErrors.ToJobError(new InferenceError(code, "Why.")).Code.ToString());

    [Fact]
    public void A_long_message_is_cut() =>
        Assert.Equal(JobError.MaxMessageLength, WorkerErrors.ToJobError(new(InferenceErrorCode.InputCorrupt, new('x', 10_000))).Message.Length);

    [Fact]
    public void A_failure_without_a_reason_is_ours() =>
        Assert.Equal(JobErrorCode.InferenceFailed, WorkerErrors.ToJobError(null).Code);
}
