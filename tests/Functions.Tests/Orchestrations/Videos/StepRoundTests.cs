using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations.Videos;

public sealed class StepRoundTests
{
    private static readonly DateTime Deadline = Specs.Now.UtcDateTime;

    [Fact]
    public void As_many_are_in_progress_as_may_be()
    {
        var round = new StepRound([Segment(0), Segment(1), Segment(2), Segment(3)], atOnce: 2, ended: []);

        Assert.Equal(["segment-0", "segment-1"], Take(round));
        Assert.Empty(Take(round));
        Assert.Null(round.Apply([Update("segment-1", InferenceState.Succeeded)]));
        Assert.Equal(["segment-2"], Take(round));
    }

    [Fact]
    public void A_segment_waits_for_its_neighbor_alone()
    {
        var round = new StepRound([Segment(0), Segment(1, after: 0), Segment(2, after: 1), Segment(3)], atOnce: 4, ended: []);

        Assert.Equal(["segment-0", "segment-3"], Take(round));
        round.Apply([Update("segment-0", InferenceState.Succeeded)]);
        Assert.Equal(["segment-1"], Take(round));
    }

    [Fact]
    public void A_neighbor_may_have_ended_in_an_earlier_round()
    {
        var round = new StepRound([Segment(1, after: 0)], atOnce: 1, ended: [0]);

        Assert.Equal(["segment-1"], Take(round));
        round.Apply([Update("segment-1", InferenceState.Succeeded)]);
        Assert.Equal([0, 1], round.EndedSegments.Order());
        Assert.False(round.IsOpen);
    }

    [Fact]
    public void What_there_was_no_time_for_is_done_next_and_the_neighbor_waits_for_it()
    {
        var limit = TimeSpan.FromSeconds(40);
        var whole = new VideoSegment(0, VideoMode.Forward, 2, 9);
        var rest = whole.RestAfter(3)!;
        var round = new StepRound([new SegmentStep(whole, limit), Segment(1, after: 0)], atOnce: 4, ended: []);

        Assert.Equal(["segment-0"], Take(round));
        Assert.Null(round.Apply([Update("segment-0", InferenceState.Succeeded, rest), Update("segment-0", InferenceState.Succeeded, rest)]));
        Assert.Equal(new PartStep(new VideoSegment(0, VideoMode.Forward, 5, 9, Part: 1), limit), Assert.Single(round.TakeReady(Deadline)).Step);
        Assert.Equal(3, round.ChunksOfParts);
        Assert.Empty(round.EndedSegments);
        round.Apply([Update("segment-0.1", InferenceState.Succeeded, rest.RestAfter(1))]);
        Assert.Equal(["segment-0.2"], Take(round));
        Assert.Equal(4, round.ChunksOfParts);
        round.Apply([Update("segment-0", InferenceState.Succeeded), Update("segment-0.2", InferenceState.Succeeded)]);
        Assert.Equal(["segment-1"], Take(round));
        Assert.Equal([0], round.EndedSegments);
        Assert.Equal(0, round.ChunksOfParts);
    }

    [Theory]
    [InlineData(InferenceState.Failed)]
    [InlineData(InferenceState.Canceled)]
    public void The_first_step_without_success_is_told(InferenceState state)
    {
        var round = new StepRound([Segment(0), Segment(1)], atOnce: 2, ended: []);
        Take(round);

        Assert.Null(round.Apply([Update("segment-0", InferenceState.Started)]));
        Assert.Equal(state, round.Apply([Update("segment-0", InferenceState.Succeeded), Update("segment-1", state)])?.State);
        Assert.Equal([InferenceState.Succeeded, state], round.Ends.Select(end => end!.State));
    }

    [Fact]
    public void What_is_overdue_goes_first_again_and_ends_the_round_the_second_time()
    {
        var round = new StepRound([Segment(0), Segment(1), Segment(2)], atOnce: 2, ended: []);
        Take(round, Deadline);
        round.Apply([Update("segment-1", InferenceState.Succeeded)]);
        Assert.Equal(["segment-2"], Take(round, Deadline.AddMinutes(5)));
        Assert.Equal(Deadline, round.NextDeadline);

        Assert.True(round.TryExpire(Deadline));
        Assert.Equal(["segment-0"], Take(round, Deadline.AddMinutes(1)));
        Assert.Equal(Deadline.AddMinutes(1), round.NextDeadline);
        Assert.False(round.TryExpire(Deadline.AddMinutes(1)));
    }

    private static SegmentStep Segment(int index, int? after = null) => new(new VideoSegment(index, VideoMode.Forward, index, index, after));

    private static List<string> Take(StepRound round, DateTime? deadline = null) => [.. round.TakeReady(deadline ?? Deadline).Select(step => step.Step.Name)];

    private static InferenceUpdate Update(string step, InferenceState state, VideoSegment? rest = null) =>
        new(Specs.JobId.ToString(), 0, 0, state, Video: new VideoUpdate(step, Rest: rest));
}
