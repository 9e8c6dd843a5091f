#pragma once

#include <algorithm>
#include <chrono>

namespace pysocket {

// The moment a call has to be back by; one without end for a negative timeout.
class Deadline {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(double seconds) : endless_(!(seconds >= 0 && seconds < kLongest)) {
        if (!endless_) {
            const std::chrono::duration<double> timeout(seconds);
            moment_ = Clock::now() + std::chrono::ceil<Clock::duration>(timeout);
        }
    }

    bool endless() const { return endless_; }
    Clock::time_point moment() const { return moment_; }

    // Zero once the moment has passed.
    std::chrono::nanoseconds remaining() const {
        const auto left = moment_ - Clock::now();
        return left.count() > 0 ? left : Clock::duration::zero();
    }

    bool passed() const { return !endless_ && Clock::now() >= moment_; }

    // The deadline for a part of the wait that lasts for `length` from now.
    Deadline at_most(std::chrono::microseconds length) const {
        Deadline part(std::chrono::duration<double>(length).count());
        if (!endless_) part.moment_ = std::min(part.moment_, moment_);
        return part;
    }

  private:
    // A century: beyond it the clock's arithmetic would overflow, and nobody is left to notice.
    static constexpr double kLongest = 3.2e9;

    bool endless_;
    Clock::time_point moment_{};
};

}  // namespace pysocket
