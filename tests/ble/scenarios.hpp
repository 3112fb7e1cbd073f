/// The scenarios. Each begins with whatever the one before left, makes sure of what it needs, and
/// leaves the adapter plugged and the daemon running.
#pragma once

#include "tests/ble/stage.hpp"

namespace sternum::ble {

/// One manikin, connected, and a few seconds of it.
void smoke(Stage& stage);
/// `sternum record --ble` against `sternum record --serial`, and the score of both.
void stream_as_over_serial(Stage& stage);
void four_at_once(Stage& stage);
void loss_and_return(Stage& stage);
void reboot(Stage& stage);
void switched_off_while_pressing(Stage& stage);
void adapter_pulled(Stage& stage);
void daemon_restart(Stage& stage);
void clean_shutdown(Stage& stage);

}  // namespace sternum::ble
