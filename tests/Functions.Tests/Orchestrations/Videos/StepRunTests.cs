using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations.Videos;

public sealed class StepRunTests
{
    private static readonly DateTime Deadline = Specs.Now.UtcDateTime;

    private readonly StepRun _step = new(new RenderStep(VideoFiles.Preview, 2));

    [Fact]
    public void The_first_terminal_update_ends_it()
    {
        _step.Apply(Update("render-2", InferenceState.Started));
        Assert.Null(_step.End);
        _step.Apply(Update("render-2", InferenceState.Succeeded));
        _step.Apply(Update("render-2", InferenceState.Failed));

        Assert.Equal(InferenceState.Succeeded, _step.End?.State);
    }

    [Fact]
    public void Updates_of_other_steps_and_of_pictures_change_nothing()
    {
        _step.Apply(Update("render-1", InferenceState.Succeeded));
        _step.Apply(new InferenceUpdate(Specs.JobId.ToString(), 0, 0, InferenceState.Succeeded));

        Assert.Null(_step.End);
    }

    [Fact]
    public void It_is_sent_twice_at_most()
    {
        _step.Send(Deadline);
        Assert.True(_step.TryExpire(Deadline.AddTicks(-1)));
        Assert.Equal((0, Deadline), (_step.Repeat, _step.Deadline));

        Assert.True(_step.TryExpire(Deadline));
        Assert.Equal((1, null), (_step.Repeat, _step.Deadline));
        _step.Send(Deadline.AddMinutes(1));

        Assert.True(_step.TryExpire(Deadline));
        Assert.False(_step.TryExpire(Deadline.AddMinutes(1)));
    }

    [Fact]
    public void Neither_what_was_never_sent_nor_what_has_ended_expires()
    {
        Assert.True(_step.TryExpire(Deadline));
        _step.Send(Deadline);
        _step.Apply(Update("render-2", InferenceState.Failed));
        Assert.True(_step.TryExpire(Deadline.AddDays(1)));

        Assert.Equal(0, _step.Repeat);
    }

    private static InferenceUpdate Update(string step, InferenceState state) => new(Specs.JobId.ToString(), 0, 0, state, Video: new VideoUpdate(step));
}
